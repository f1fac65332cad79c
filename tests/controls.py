"""The controls of SECURITY.md: where each stands in the source, and which test sees it go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Control:
    """A line of the source, what it is without the control, and the test that must see it."""

    name: str
    file: str
    line: str
    without: str
    test: str


CONTROLS = [
    Control(
        "session epoch",
        "accounts/domain.py",
        "epoch == self.epoch and now < expires",
        "now < expires",
        "tests/accounts/test_sessions.py::test_another_epoch_ends_every_session",
    ),
    Control(
        "revoked sessions",
        "accounts/domain.py",
        " and not self.has_revoked(sid)",
        "",
        "tests/accounts/test_signing_out.py::test_a_copied_cookie_is_dead_after_signing_out",
    ),
    Control(
        "edge secret",
        "chatscape/edge.py",
        "if any(hmac.compare_digest(said, secret) for secret in secrets):",
        "if True:",
        "tests/aws/test_pages.py::test_whoever_goes_round_the_edge_is_refused",
    ),
    Control(
        "suspension",
        "accounts/decorators.py",
        "if user.is_suspended(datetime.now(UTC)):",
        "if False:",
        "tests/accounts/test_signing_out.py::"
        "test_a_suspended_person_meets_the_notice_and_can_sign_out",
    ),
    Control(
        "author of a text",
        "messaging/views.py",
        "if not form.is_from(request.user.id):",
        "if False:",
        "tests/messaging/test_sending.py::test_what_one_person_wrote_is_never_sent_as_another",
    ),
    Control(
        "seal",
        "moderation/evidence.py",
        "if seal_of(content) != report.seal:",
        "if False:",
        "tests/moderation/test_evidence.py::test_whatever_is_changed_breaks_the_seal",
    ),
    Control(
        "impartial staff",
        "moderation/staff_screens.py",
        " or found[0].concerns(staff.id)",
        "",
        "tests/moderation/test_queue.py::test_nobody_sees_what_concerns_themselves",
    ),
    Control(
        "no judge of oneself",
        "moderation/deciding.py",
        "if report is None or report.concerns(staff.id):",
        "if report is None:",
        "tests/moderation/test_judges.py::test_what_concerns_a_moderator_is_not_there_for_them",
    ),
    Control(
        "moderators only",
        "accounts/decorators.py",
        "lambda user: user.may_decide",
        "lambda user: True",
        "tests/moderation/test_judges.py::test_who_only_reads_decides_nothing",
    ),
    Control(
        "one decision",
        "moderation/repository.py",
        'unchanged = Present({"revision": before.revision})',
        "unchanged = Present()",
        "tests/moderation/test_at_once.py::test_two_decide_at_the_same_moment_and_one_wins",
    ),
    Control(
        "audit only added to",
        "moderation/audit.py",
        "return Put(Key(partition, sort), item, when=Absent())",
        "return Put(Key(partition, sort), item)",
        "tests/moderation/test_audit.py::test_the_audit_is_only_ever_added_to",
    ),
    Control(
        "audience of the ID token",
        "accounts/tokens.py",
        'options={"require": REQUIRED}',
        'options={"require": REQUIRED, "verify_aud": False}',
        "tests/accounts/test_tokens.py::test_a_token_is_refused",
    ),
    Control(
        "nonce of the ID token",
        "accounts/tokens.py",
        'raise InvalidToken("nonce")',
        "pass",
        "tests/accounts/test_tokens.py::test_a_token_is_refused",
    ),
    Control(
        "verified address",
        "accounts/claims.py",
        'if verified is not True and verified != "true":',
        "if verified is None:",
        "tests/accounts/test_claims.py::test_an_unverified_address_is_refused",
    ),
    Control(
        "address of another identity",
        "accounts/repository.py",
        "raise EmailTaken\n        return (",
        "pass\n        return (",
        "tests/accounts/test_identity.py::test_a_second_subject_with_a_claimed_address_is_refused",
    ),
    Control(
        "owner lookup",
        "contacts/views.py",
        "return contacts().find(request.user.id, contact) or refuse(request)",
        'return Contact(contact, "Somebody", "somebody@example.com", "accepted")',
        "tests/security/test_authorisation.py",
    ),
    Control(
        "staff only",
        "accounts/decorators.py",
        "lambda user: user.is_staff",
        "lambda user: True",
        "tests/moderation/test_access.py::test_a_member_is_told_that_it_is_not_for_them",
    ),
    Control(
        "forgery check",
        "chatscape/settings.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/security/test_bad_origins.py",
    ),
    Control(
        "limit condition",
        "accounts/repository.py",
        '{"spent": spent}, {"inbox_version": 1}, when=unchanged)',
        '{"spent": spent}, {"inbox_version": 1})',
        "tests/security/test_limits.py::"
        "test_those_who_ask_at_once_get_no_more_than_one_after_the_other",
    ),
    Control(
        "limit of new contacts",
        "contacts/repository.py",
        'unchanged, changes = {**unchanged, "spent": owner.spent}, {"spent": spent}',
        'changes = {"spent": spent}',
        "tests/security/test_limits.py::test_what_is_spent_at_once_on_different_things_is_all_counted",
    ),
    Control(
        "limit of sign-ins",
        "accounts/sign_ins.py",
        "self.store.write(Put(key, item, when=unchanged))",
        "self.store.write(Put(key, item))",
        "tests/accounts/test_sign_in_limit.py::test_those_who_come_at_once_are_all_counted",
    ),
    Control(
        "block",
        "messaging/services.py",
        "is_withheld = theirs is not None and theirs.blocked",
        "is_withheld = False",
        "tests/messaging/test_sending.py",
    ),
    Control(
        "known address costs as much",
        "contacts/services.py",
        "account = known_account if is_known else unclaimed_account",
        "account = (lambda *_: ()) if is_known else unclaimed_account",
        "tests/security/test_enumeration.py",
    ),
    Control(
        "form of an endpoint",
        "notifications/forms.py",
        "            split_endpoint(endpoint)\n",
        "",
        "tests/notifications/test_bad_subscriptions.py",
    ),
    Control(
        "public addresses only",
        "notifications/transport.py",
        "if not addresses or not all(map(is_public, addresses)):",
        "if not addresses:",
        "tests/notifications/test_transport.py",
    ),
    Control(
        "device of a session",
        "notifications/delivery.py",
        "listed.of(to, start).devices",
        "listed.devices",
        "tests/notifications/test_being_told.py",
    ),
    Control(
        "content security policy",
        "chatscape/headers.py",
        "\"script-src 'self'\"",
        "\"script-src 'self' 'unsafe-inline'\"",
        "tests/security/test_headers.py::test_the_policy_lets_nothing_in_that_is_not_ours",
    ),
    Control(
        "no message of an exception in the log",
        "chatscape/logs.py",
        "lines += [type(error).__qualname__]",
        "lines += [repr(error)]",
        "tests/security/test_logs.py::test_a_fault_is_told_by_its_kind_and_place",
    ),
]
