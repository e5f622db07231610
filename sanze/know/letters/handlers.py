"""Reactions of letters to what identity tells, and notices to who is to sign."""

from django.urls import reverse

from sanze.foundation.acts.events import on
from sanze.foundation.identity.events import PostTaken
from sanze.foundation.notices.models import Level
from sanze.foundation.notices.tell import notify
from sanze.know.letters.commands import ask_again
from sanze.know.letters.events import SignatureOwed
from sanze.know.letters.models import Letter


@on(PostTaken)
def ask_the_new_holder(event: PostTaken) -> None:
    ask_again(event.post_id, event.person_id, event.on)


@on(SignatureOwed)
def tell_the_signatory(event: SignatureOwed) -> None:
    if event.signatory_id is None or event.duty:
        return
    letter = Letter.objects.get(pk=event.letter_id)
    words = "岗位换人，责任书须补签" if letter.again_since else "责任书待签订"
    notify(
        [event.signatory_id],
        title=f"{words}：{letter.title}",
        body=str(letter),
        link=reverse("letter", args=[letter.pk]),
        level=Level.REMIND,
        about=f"letters.letter:{letter.pk}",
        digest="letters",
    )
