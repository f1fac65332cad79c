"""The least that Django and a DynamoDB client can be on AWS Lambda, to compare with."""

import botocore.session
from apig_wsgi import make_lambda_handler
from bare_site import application  # beside it in the package

client = botocore.session.get_session().create_client("dynamodb")
handler = make_lambda_handler(application)
