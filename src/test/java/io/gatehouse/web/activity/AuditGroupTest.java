package io.gatehouse.web.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.AuditEventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditGroupTest {
    @ParameterizedTest
    @EnumSource(AuditEventType.class)
    void every_event_type_is_in_one_group(AuditEventType type) {
        assertThat(AuditGroup.values())
                .filteredOn(group -> group.contains(type))
                .hasSize(1);
    }
}
