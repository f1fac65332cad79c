"""What runs on a developer's machine only; never shipped."""

import warnings

from authlib.deprecate import AuthlibDeprecationWarning

# oidc-provider-mock imports what authlib wants to drop: not for the eyes of who starts it.
warnings.simplefilter("ignore", AuthlibDeprecationWarning)
