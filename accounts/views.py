"""Signing in and out, and what somebody may change about themselves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import session
from accounts.decorators import identified, signed_in
from accounts.forms import AccountForm, LanguageForm
from accounts.http import ChatRequest, VisitorRequest, safe_next, with_query
from accounts.refusals import SignInFailed
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym
from chatscape.responses import SeeOther, go_on, invalid_form, partial_or_redirect, wants_partial
from chatscape.wiring import notifications, users

# accounts.oidc brings in requests, jwt and cryptography: not before somebody signs in.


@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    from accounts import oidc

    try:
        return oidc.begin(request)
    except SignInFailed as failure:
        return _failed(request, failure)


@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    from accounts import oidc

    try:
        user, next_path = oidc.complete(request)
    except SignInFailed as failure:
        return _failed(request, failure)
    before = session.Session.read(request.session)
    session.begin(request, user)
    if before and before.user != user.id:
        notifications().end_session(before.user, before.sid)
    report(Event.SIGNED_IN, user=pseudonym(user.id), roles=" ".join(sorted(user.groups)))
    return HttpResponseRedirect(next_path)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    ended = session.end(request, users())
    if ended:
        notifications().end_session(ended.user, ended.sid)
    return _to_provider_sign_out(request)


@require_http_methods(["GET", "POST"])
@signed_in
def account(request: ChatRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = AccountForm(posted, initial={"name": request.user.name})
    page, partial = "accounts/account.html", "accounts/_account_form.html"
    if not form.is_bound:
        return render(request, page, _account(request, form))
    if not form.is_valid():
        context = _account(request, form)
        return invalid_form(request, partial, "#account-form", page, context)
    users().rename(request.user.id, form.cleaned_data["name"])
    changed = AccountForm(initial=form.cleaned_data)
    return partial_or_redirect(
        request, partial, {"form": changed}, to=f"{reverse('accounts:account')}?saved=1"
    )


@require_GET
@signed_in
def token(request: ChatRequest) -> HttpResponse:
    """Who is signed in, and a token for their forms, for a script that outlives its page."""
    return JsonResponse({"user": request.user.id, "csrf": get_token(request)})


@require_POST
@signed_in
def sign_out_everywhere(request: ChatRequest) -> HttpResponse:
    users().sign_out_everywhere(request.user.id)
    report(Event.SIGNED_OUT_EVERYWHERE, user=pseudonym(request.user.id))
    request.session.flush()
    return _to_provider_sign_out(request)


@require_POST
@identified
def language(request: VisitorRequest) -> HttpResponse:
    """For everybody, signed in or not: the choice is the browser's."""
    form = LanguageForm(request.POST)
    back = safe_next(request.POST.get("next", "")) or "/"
    if not form.is_valid():
        context: dict[str, object] = {"language_form": form, "next": back}
        return invalid_form(request, "_language.html", "#language", "language.html", context)
    return _speaks(SeeOther(back), form.cleaned_data["language"])


def _account(request: ChatRequest, form: AccountForm) -> dict[str, object]:
    is_page = not wants_partial(request)
    return {"form": form, "card": notifications().card(request.user) if is_page else None}


def _speaks(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def _failed(request: HttpRequest, failure: SignInFailed) -> HttpResponse:
    context = {"reason": failure.reason}
    response = render(request, "accounts/sign_in_failed.html", context, status=failure.status)
    if failure.retry_after is not None:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _to_provider_sign_out(request: HttpRequest) -> HttpResponse:
    """End the provider's session too, told in Cognito's words and in OpenID Connect's.

    A script that clears what the browser keeps of this person, and not of others, says so.
    """
    home = f"{settings.CHATSCAPE_ORIGIN}/"
    query = {
        "client_id": settings.OIDC_RP_CLIENT_ID,
        "logout_uri": home,
        "post_logout_redirect_uri": home,
    }
    provider = settings.OIDC_LOGOUT_URL
    address = with_query(provider, query) if provider else "/"
    response = go_on(request, address)
    # Not "cookies": those of the provider, on the same registrable domain, would go as well.
    clears_itself = wants_partial(request) and request.POST.get("clears") == "1"
    response.headers["Clear-Site-Data"] = '"cache"' if clears_itself else '"cache", "storage"'
    return response
