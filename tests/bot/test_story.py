"""The main job, as a support engineer lives it: type, read, press, see it turn green."""


async def test_a_command_becomes_an_answer(town):
    async with town("wrong-policies") as t:
        said = await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        assert said.status == 200
        anchor = await t.anchor()
        assert "permitted" in anchor.text.lower()
        assert t.steps(anchor)
