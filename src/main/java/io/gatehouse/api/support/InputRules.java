package io.gatehouse.api.support;

/** Patterns and limits shared by request bodies, with their error messages. */
public final class InputRules {
    /** The id of a sign-in, reset or other flow. */
    public static final String ID = "[A-Za-z0-9_-]{43}";

    public static final String ID_ADVICE = "use the id that the answer before gave";

    /** An ISO 3166 country code. */
    public static final String COUNTRY = "[A-Za-z]{2}";

    public static final String COUNTRY_ADVICE = "use two letters, such as DE";

    /** The digits of a code, with optional spaces and dashes between them. */
    public static final String CODE = "[ -]*(?:[0-9][ -]*){6,8}";

    public static final String CODE_ADVICE = "use the 6 to 8 digits of the code";

    /** The digits of an authenticator app, with optional spaces and dashes between them. */
    public static final String TOTP = "[ -]*(?:[0-9][ -]*){6}";

    public static final String TOTP_ADVICE = "use the 6 digits that the app shows";
    public static final int MAX_CODE = 32;
    public static final int MAX_RECOVERY_CODE = 64;
    public static final int MAX_EMAIL = 254;
    public static final int MAX_NAME = 160;
    public static final int MAX_PASSWORD = 1024;
    public static final int MAX_TOKEN = 128;

    private InputRules() {}
}
