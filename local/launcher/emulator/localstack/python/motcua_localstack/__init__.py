"""What LocalStack's open core lacks without Docker and Java: functions as processes, DynamoDB, mail, and a server on loopback.

Found through the entry points beside this package: putting the folder on PYTHONPATH is all it takes, in a virtual environment
as in LocalStack's own image.
"""
