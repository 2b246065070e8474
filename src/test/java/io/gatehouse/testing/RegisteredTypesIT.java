package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.metrics.MessageQueue.Depth;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;

@GatehouseTest
class RegisteredTypesIT {
    @Inject
    ObjectMapper mapper;

    @Test
    void looking_into_a_type_that_is_not_registered_fails() {
        assumeTrue(ReflectionTrace.isOn());
        // Of which no one makes JSON
        assertThatThrownBy(() -> mapper.readValue("{}", Outage.class))
                .hasStackTraceContaining("Outage is not registered for the native executable");
        assertThatCode(() -> mapper.writeValueAsString(Set.of(new Depth(1, null))))
                .doesNotThrowAnyException();
    }
}
