package io.gatehouse.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides what {@link ProxyTest} promises. */
final class ProxyCondition implements ExecutionCondition {

    private static final String TOLD = "gatehouse.testing.proxy-skip-told.";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), ProxyTest.class)
                .map(test -> evaluate(test.value().program()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no proxy"));
    }

    private static ConditionEvaluationResult evaluate(String program) {
        if (Command.find(program).isPresent()) {
            return ConditionEvaluationResult.enabled(program + " found");
        }
        if (Boolean.parseBoolean(System.getenv("GATEHOUSE_REQUIRE_PROXIES"))) {
            throw new IllegalStateException("No " + program + " found, and GATEHOUSE_REQUIRE_PROXIES is set");
        }
        String skipped = "Tests of the portal behind " + program + " skipped: it is not installed";
        // A property, since each class loader of the tests has its own statics.
        if (System.setProperty(TOLD + program, "true") == null) {
            System.out.println(skipped);
        }
        return ConditionEvaluationResult.disabled(skipped);
    }
}
