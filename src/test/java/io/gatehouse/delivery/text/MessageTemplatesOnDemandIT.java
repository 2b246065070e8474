package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatehouseTest;
import io.quarkus.qute.Engine;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@GatehouseTest
class MessageTemplatesOnDemandIT {
    @Inject
    BeanManager beans;

    @Inject
    Engine engine;

    @Test
    void the_start_parses_no_messages() {
        assertThat(beans.resolveObserverMethods(engine))
                .extracting(ObserverMethod::getBeanClass)
                .doesNotContain(MessageBundles.class);
    }
}
