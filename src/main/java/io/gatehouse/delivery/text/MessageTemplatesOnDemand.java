package io.gatehouse.delivery.text;

import io.quarkus.qute.Engine;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.ParameterConfig;
import jakarta.enterprise.lang.model.types.Type;

/**
 * Has Qute parse each message at its first use (CDI 4.1, Build Compatible Extensions). It would parse those of all languages
 * at the start, a third of its time in the native executable; the build has checked them.
 */
public class MessageTemplatesOnDemand implements BuildCompatibleExtension {

    /** Lets no method of Qute's message bundles observe that the engine has been created. */
    @Enhancement(types = MessageBundles.class)
    public void preloadNothing(MethodConfig method) {
        method.parameters().stream()
                .filter(parameter -> isEngine(parameter.info().type()))
                .forEach(MessageTemplatesOnDemand::observeNothing);
    }

    private static boolean isEngine(Type type) {
        return type.isClass() && type.asClass().declaration().name().equals(Engine.class.getName());
    }

    private static void observeNothing(ParameterConfig parameter) {
        parameter.removeAnnotation(annotation -> annotation.name().equals(Observes.class.getName()));
    }
}
