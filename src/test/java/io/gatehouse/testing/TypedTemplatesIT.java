package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Every test that renders a page or a mail fails if one of its expressions needs reflection: native executables have none. */
@GatehouseTest
class TypedTemplatesIT {
    @Inject
    Engine engine;

    @Test
    void an_expression_without_a_type_is_refused() {
        var page = engine.parse("{page.pages}").data("page", new Untyped(3));
        assertThatThrownBy(page::render).isInstanceOf(TemplateException.class).hasMessageContaining("Untyped.pages");
    }

    record Untyped(int pages) {}

    @Singleton
    static class WithoutReflection {
        void refuse(@Observes EngineBuilder engine) {
            engine.addValueResolver(new ReflectionValueResolver() {
                @Override
                public int getPriority() {
                    return super.getPriority() + 1;
                }

                @Override
                public CompletionStage<Object> resolve(EvalContext expression) {
                    throw new TemplateException("Only reflection resolves %s.%s"
                            .formatted(expression.getBase().getClass().getName(), expression.getName()));
                }
            });
        }
    }
}
