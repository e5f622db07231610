"""Electronic mail by Django's backend, as the environment sets it."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from sanze.foundation.notices.sending.outcome import NotTaken, Unsure


def post(to: str, subject: str, text: str, key: str) -> None:
    """Hand one letter to the mail server. Raises NotTaken, Unsure.

    key: the same for each try, so that a mailbox may know the letter again.
    """
    if not settings.EMAIL_HOST:
        raise NotTaken("服务器没有设置发信邮箱（SANZE_EMAIL_HOST）", again=False)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "sanze"
    letter = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers={"Message-ID": f"<{key}@{host}>"})
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        raise NotTaken("邮件服务器不认发信账号和密码", again=False) from None
    except (OSError, smtplib.SMTPException):
        raise NotTaken("连不上邮件服务器", again=True) from None
    letter.connection = connection
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused:
        raise NotTaken("邮件服务器不接受该收件地址", again=False) from None
    except smtplib.SMTPResponseException as refused:
        raise NotTaken(f"邮件服务器没有接受，应答 {refused.smtp_code}", again=400 <= refused.smtp_code < 500) from None
    except (OSError, smtplib.SMTPException):
        raise Unsure("发信途中连接中断，不能确定是否送达") from None
    except ValueError:
        raise NotTaken("标题或地址里有不能发送的字符", again=False) from None
    finally:
        connection.close()
