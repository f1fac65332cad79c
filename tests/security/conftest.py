from tests.accounts.conftest import hostile, nothing_told

__all__ = ["hostile", "nothing_told"]
