"""What alerts say: the wording of their messages, for mail, chats, programs and feeds. Pure.

An alert is a saved search that tells of the articles that it finds.
"""
