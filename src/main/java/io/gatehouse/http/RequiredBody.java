package io.gatehouse.http;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Rejects a request whose body is empty or {@code null}, since {@code @Valid} on a parameter accepts null. */
@Provider
public class RequiredBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "Send a JSON object as the body.");
        }
        return body;
    }
}
