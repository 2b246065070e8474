package io.gatehouse.api;

import java.util.function.Function;

/** A code as people type it. */
final class TypedCode {
    /** Digits, with the spaces and dashes that people put between them. */
    static final String FORM = "[ -]*(?:[0-9][ -]*){6,8}";

    static final String ADVICE = "use the 6 to 8 digits of the code";

    private TypedCode() {}

    /** The digits alone. */
    static String digits(String typed) {
        return typed.replaceAll("[ -]", "");
    }

    /**
     * What the code leads to, or the recovery code in its place; exactly one of the two is not null.
     *
     * @throws io.gatehouse.platform.http.ProblemException if it is otherwise
     */
    static <T> T either(
            String typed, String recoveryCode, Function<String, T> byCode, Function<String, T> byRecoveryCode) {
        if ((typed == null) == (recoveryCode == null)) {
            throw PageQuery.invalid("code", "send either code or recoveryCode");
        }
        return typed == null ? byRecoveryCode.apply(recoveryCode) : byCode.apply(digits(typed));
    }
}
