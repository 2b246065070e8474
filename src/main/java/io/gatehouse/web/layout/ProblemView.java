package io.gatehouse.web.layout;

import io.gatehouse.http.ProblemCode;

/**
 * The explanation of a problem; several codes may share one.
 *
 * @param help the contact for help; may be empty
 * @param referenced whether to show the request id
 */
record ProblemView(String title, String text, String help, boolean referenced) {

    static ProblemView of(ProblemCode code, String realm, ProblemMessages messages) {
        return switch (code) {
            case SIGN_IN_EXPIRED, CODE_EXPIRED, UNAUTHENTICATED, STEP_UP_REQUIRED ->
                plain(messages.expiredTitle(), messages.expiredText());
            case CODE_USED_UP -> plain(messages.usedUpTitle(), messages.usedUpText());
            case LOCKED ->
                new ProblemView(messages.lockedTitle(), messages.lockedText(), messages.lockedHelp(realm), false);
            case THROTTLED, RESEND_TOO_SOON -> plain(messages.throttledTitle(), messages.throttledText());
            case NOT_FOUND -> plain(messages.notFoundTitle(), messages.notFoundText());
            case FORBIDDEN, CHANNEL_NOT_ALLOWED ->
                new ProblemView(messages.forbiddenTitle(), messages.forbiddenText(), messages.forbiddenSite(), false);
            case ENROLLMENT_TOO_RECENT ->
                new ProblemView(messages.tooRecentTitle(), messages.tooRecentText(), messages.tooRecentHelp(), false);
            case UNAVAILABLE, DELIVERY_UNAVAILABLE ->
                new ProblemView(messages.unavailableTitle(), messages.unavailableText(), "", true);
            case INTERNAL_ERROR -> new ProblemView(messages.faultTitle(), messages.faultText(), "", true);
            case INVALID_CREDENTIALS,
                    INVALID_REQUEST,
                    STEP_NOT_ALLOWED,
                    INVALID_CODE,
                    PHONE_NOT_ALLOWED,
                    CHANNEL_NOT_PROVEN,
                    PASSWORD_REJECTED,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    PRECONDITION_REQUIRED -> plain(messages.malformedTitle(), messages.malformedText());
        };
    }

    /** Returns the explanation of a form that is still being handled. */
    static ProblemView underWay(ProblemMessages messages) {
        return plain(messages.underWayTitle(), messages.underWayText());
    }

    /** Returns the explanation of what the caller's role does not allow. */
    static ProblemView forbidden(String role, ProblemMessages messages) {
        return plain(messages.forbiddenTitle(), role);
    }

    /** Returns the explanation of a problem in a flow, specific to the flow where it matters. */
    static ProblemView of(ProblemCode code, Flow flow, ProblemMessages messages) {
        String realm = flow.realm().settings().displayName();
        boolean expired = code == ProblemCode.SIGN_IN_EXPIRED;
        return switch (flow.goal()) {
            case STEP_UP ->
                expired
                        ? plain(messages.stepUpExpiredTitle(), messages.stepUpExpiredText())
                        : of(code, realm, messages);
            case RESET -> ofReset(code, realm, messages);
            case INVITATION ->
                expired
                        ? new ProblemView(
                                messages.linkExpiredTitle(),
                                messages.invitationExpiredText(),
                                messages.invitationExpiredHelp(realm),
                                false)
                        : of(code, realm, messages);
            case SIGN_IN -> of(code, realm, messages);
        };
    }

    private static ProblemView ofReset(ProblemCode code, String realm, ProblemMessages messages) {
        return switch (code) {
            case SIGN_IN_EXPIRED -> plain(messages.linkExpiredTitle(), messages.resetExpiredText());
            case LOCKED ->
                new ProblemView(messages.lockedTitle(), messages.lockedText(), messages.resetLockedHelp(realm), false);
            default -> of(code, realm, messages);
        };
    }

    private static ProblemView plain(String title, String text) {
        return new ProblemView(title, text, "", false);
    }
}
