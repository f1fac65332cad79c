"""What a report is about, in words."""

from django import template

from moderation.domain import Category
from moderation.forms import CATEGORIES

register = template.Library()


@register.filter
def category_name(code: str) -> str:
    return str(CATEGORIES[Category(code)])
