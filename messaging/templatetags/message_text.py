"""A message's text as HTML: escaped, with its web addresses as links."""

from django import template
from django.utils.html import MAX_URL_LENGTH, Urlizer, escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LINK = '{}<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>{}'


class WebLinks(Urlizer):
    """Links what starts with http:// or https://, to what is shown; everything else stays text."""

    def handle_word(self, word: str, **_: object) -> SafeString:
        if "://" not in word:
            return escape(word)
        lead, address, _trail = self.trim_punctuation(word)
        if len(address) > MAX_URL_LENGTH or not self.simple_url_re.match(address):
            return escape(word)
        trail = word[len(lead) + len(address) :]  # Django's own loses the dot of "(https://…)."
        return format_html(LINK, lead, address, address, trail)


_links = WebLinks()


@register.filter
def linked(text: str) -> SafeString:
    if "://" not in text:
        return escape(text)
    return mark_safe(_links(text, autoescape=True))  # noqa: S308  # nosec B308 B703
