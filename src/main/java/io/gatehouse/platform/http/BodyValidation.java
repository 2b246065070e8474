package io.gatehouse.platform.http;

import io.avaje.validation.Validator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Locale;

/**
 * Holds every body to the constraints of its type before a resource sees it. A type that is not marked as one to be
 * validated is a fault, and answered as such: no body gets in unchecked. Only a form has no type of its own, and comes with
 * names and texts alone.
 */
@Provider
@RegisterForReflection(
        classNames = {"io.gatehouse.valid.GeneratedValidatorComponent", "io.gatehouse.api.ApiValidatorComponent"})
public class BodyValidation implements ReaderInterceptor {
    private final Validator validator =
            Validator.builder().setDefaultLocale(Locale.ENGLISH).build();

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "Send a JSON object as the body.");
        }
        if (!(body instanceof MultivaluedMap)) {
            validator.validate(body);
        }
        return body;
    }
}
