package io.gatehouse.web.signin;

import io.gatehouse.authenticator.TotpEnrollment;
import io.quarkus.qute.TemplateExtension;
import java.util.List;

/** Tells templates the secret of an authenticator app in parts that are easy to type. */
@TemplateExtension
class SecretParts {
    private static final String AFTER_EACH_FOURTH = "(?<=\\G.{4})";

    private SecretParts() {}

    static List<String> secretParts(TotpEnrollment app) {
        return List.of(app.secret().split(AFTER_EACH_FOURTH));
    }
}
