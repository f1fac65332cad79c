"""Report ids in paths: whatever is not shaped like one is a 404."""

from django.urls.converters import StringConverter

from .domain import REPORT_ID_PATTERN


class ReportIdConverter(StringConverter):
    regex = REPORT_ID_PATTERN
