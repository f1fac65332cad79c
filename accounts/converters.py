"""User ids in paths: whatever is not shaped like one is a 404."""

from accounts.domain import USER_ID_PATTERN, UserId


class UserIdConverter:
    regex = USER_ID_PATTERN

    def to_python(self, value: str) -> UserId:
        return UserId(value)

    def to_url(self, value: UserId) -> str:
        return value
