"""What an installed ChatScape is called and looks like: the settings of django-pwa.

Addresses of files are names of static files, which the template turns into hashed addresses.
"""

from django.utils.translation import gettext_lazy as _

PWA_APP_NAME = "ChatScape"
PWA_APP_DESCRIPTION = _("ChatScape is a quiet place for conversations between two people.")
PWA_APP_SCOPE = "landing"
PWA_APP_START_URL = "messaging:inbox"

# As --surface and --canvas of tokens.css in the light; the template has those in the dark.
PWA_APP_THEME_COLOR = "#ffffff"
PWA_APP_BACKGROUND_COLOR = "#f4f2ec"

PWA_APP_ICONS = [
    {"src": f"icons/{name}-{side}.png", "sizes": f"{side}x{side}", "purpose": purpose}
    for name, purpose in (("icon", "any"), ("maskable", "maskable"))
    for side in (192, 512)
]
PWA_APP_SCREENSHOTS = [
    {"src": f"screenshots/{name}.webp", "sizes": sizes, "form_factor": form, "label": label}
    for name, sizes, form, label in (
        ("phone-chat", "780x1688", "narrow", _("A conversation")),
        ("phone-list", "780x1688", "narrow", _("Your chats")),
        ("wide", "1280x800", "wide", _("A conversation")),
    )
]
PWA_APP_SHORTCUTS = [
    {"name": _("Your chats"), "url": "messaging:inbox"},
    {"name": _("Account"), "url": "accounts:account"},
]
