package io.gatehouse.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides what {@link BrowserTest} promises. */
final class BrowserCondition implements ExecutionCondition {

    private static final String TOLD = "gatehouse.testing.browser-skip-told";
    private static final String SKIPPED =
            "Browser tests skipped: no Chromium found (install chromium, or set GATEHOUSE_CHROMIUM)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Browser.find().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium found");
        }
        if (Boolean.parseBoolean(System.getenv("GATEHOUSE_REQUIRE_BROWSER"))) {
            throw new IllegalStateException("No Chromium found, and GATEHOUSE_REQUIRE_BROWSER is set");
        }
        // A property, since each class loader of the tests has its own statics.
        if (System.setProperty(TOLD, "true") == null) {
            System.out.println(SKIPPED);
        }
        return ConditionEvaluationResult.disabled(SKIPPED);
    }
}
