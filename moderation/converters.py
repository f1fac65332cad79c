"""Report ids in paths: whatever is not shaped like one is a 404."""


class ReportIdConverter:
    regex = "[0-9a-f]{20}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
