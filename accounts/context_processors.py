"""What every template knows about the person who is looking."""

from django.http import HttpRequest

from accounts.domain import User


def user(request: HttpRequest) -> dict[str, User | None]:
    someone: object = getattr(request, "user", None)
    return {"user": someone if isinstance(someone, User) else None}
