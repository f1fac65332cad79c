"""What goes into the log, in the words of Django's LOGGING."""


def logging_for(*, debug: bool) -> dict[str, object]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "chatscape.logs.JsonLines"}},
        "filters": {"of_request": {"()": "chatscape.logs.OfRequest"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["of_request"],
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            **{name: {"level": "WARNING"} for name in ("django", "botocore")},
            # These would repeat paths, hosts and messages of exceptions: chatscape.logs says more.
            **{
                f"django.{name}": {"handlers": ["nowhere"], "propagate": debug}
                for name in ("request", "security", "server")
            },
        },
    }
