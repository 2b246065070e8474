package io.gatehouse.api.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.http.TypedCode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A request body with exactly one second factor: a code, a recovery code, the code of an authenticator app or a passkey. */
@VerifyRequest.ExactlyOne
interface VerifyRequest {
    /** The description of the field. */
    String PASSKEY = "PublicKeyCredential as JSON (WebAuthn Level 3, toJSON)";

    String code();

    String recoveryCode();

    String totp();

    ObjectNode passkey();

    /** Returns the result of the function for the factor that the body has. */
    default <T> T verify(
            Function<String, T> byCode,
            Function<String, T> byRecoveryCode,
            Function<String, T> byTotp,
            Function<String, T> byPasskey) {
        if (code() != null) {
            return byCode.apply(TypedCode.withoutFillers(code()));
        }
        if (totp() != null) {
            return byTotp.apply(TypedCode.withoutFillers(totp()));
        }
        return passkey() != null ? byPasskey.apply(passkey().toString()) : byRecoveryCode.apply(recoveryCode());
    }

    /** Requires exactly one factor. */
    @Constraint(validatedBy = Validator.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ExactlyOne {
        String message() default "send exactly one of code, recoveryCode, totp and passkey";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Reports the violation at {@code code}. */
    class Validator implements ConstraintValidator<ExactlyOne, VerifyRequest> {

        @Override
        public boolean isValid(VerifyRequest request, ConstraintValidatorContext context) {
            long factors = Stream.of(request.code(), request.recoveryCode(), request.totp(), request.passkey())
                    .filter(Objects::nonNull)
                    .count();
            if (factors == 1) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("code")
                    .addConstraintViolation();
            return false;
        }
    }
}
