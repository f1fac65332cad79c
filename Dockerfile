# The server of production with everything that it needs: docs/deploying.md says how to run it.

FROM python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-compile \
        --require-hashes --only-binary :all: --target packages --requirement requirements.txt

# What never runs: tests, sources of translations, and the other services of AWS.
RUN find packages -type d -name tests -prune -exec rm -r {} + \
    && find packages -name '*.po' -delete \
    && find packages/botocore/data -mindepth 1 -maxdepth 1 -type d \
        ! -name dynamodb ! -name ssm ! -name sts -exec rm -r {} + \
    && rm -r packages/bin

COPY . .
ENV PYTHONPATH=/app/packages
RUN find locale -name '*.po' -delete \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q --invalidation-mode unchecked-hash /app \
    && chmod -R go=rX /app


FROM python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b

LABEL org.opencontainers.image.title="ChatScape" \
      org.opencontainers.image.description="One-to-one chat that costs nothing while nobody talks and loses no message" \
      org.opencontainers.image.licenses="MIT"

# A new volume takes its owner and its mode from here.
RUN install --directory --mode 700 --owner 10001 --group 10001 /data

WORKDIR /app
COPY --from=build /app /app
ENV PYTHONPATH=/app/packages \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GRANIAN_HOST=0.0.0.0 \
    PORT=8000 \
    CHATSCAPE_STORE=sqlite:////data/chatscape.sqlite3

USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import http.client, os, sys; site = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('GRANIAN_PORT') or os.environ['PORT']), timeout=4); site.request('GET', '/healthz'); sys.exit(site.getresponse().status != 200)"]
CMD ["python", "-m", "chatscape.server"]
