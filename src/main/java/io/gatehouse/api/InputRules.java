package io.gatehouse.api;

/** Patterns and limits of several bodies, with what to send instead. */
final class InputRules {
    /** The id of a flow. */
    static final String ID = "[A-Za-z0-9_-]{43}";

    static final String ID_ADVICE = "use the id that the answer before gave";

    /** A country of ISO 3166. */
    static final String COUNTRY = "[A-Z]{2}";

    static final String COUNTRY_ADVICE = "use two capital letters, such as DE";

    /** The digits of a code, with the spaces and dashes that people put between them. */
    static final String CODE = "[ -]*(?:[0-9][ -]*){6,8}";

    static final String CODE_ADVICE = "use the 6 to 8 digits of the code";
    static final int MAX_CODE = 32;
    static final int MAX_RECOVERY_CODE = 64;
    static final int MAX_EMAIL = 254;
    static final int MAX_NAME = 160;
    static final int MAX_PASSWORD = 1024;
    static final int MAX_TOKEN = 128;

    private InputRules() {}
}
