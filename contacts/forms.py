from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import EmailAddressField, NameField


class AddContactForm(forms.Form):
    name = NameField(label=_("Name"))
    email = EmailAddressField(label=_("E-mail address"))


class RenameForm(forms.Form):
    name = NameField(label=_("Name"))
