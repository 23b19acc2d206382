"""What LocalStack's open core lacks without Docker and Java: functions as processes, DynamoDB, mail, and a server on loopback.

LocalStack finds it through the entry points next to this package: adding the folder to PYTHONPATH is enough, in a virtual
environment as in LocalStack's own image.
"""
