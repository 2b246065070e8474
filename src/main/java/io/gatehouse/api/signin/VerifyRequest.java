package io.gatehouse.api.signin;

import io.gatehouse.http.TypedCode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Function;

/** What verifies a person: a code that was sent, or a recovery code in its place. */
@VerifyRequest.ExactlyOne
interface VerifyRequest {
    String code();

    String recoveryCode();

    /** Returns what the code leads to, or what the recovery code leads to. */
    default <T> T verify(Function<String, T> byCode, Function<String, T> byRecoveryCode) {
        return code() == null ? byRecoveryCode.apply(recoveryCode()) : byCode.apply(TypedCode.withoutFillers(code()));
    }

    /** One of the two is there, and not both. */
    @Constraint(validatedBy = Validator.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ExactlyOne {
        String message() default "send either code or recoveryCode";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Reports the violation at {@code code}. */
    class Validator implements ConstraintValidator<ExactlyOne, VerifyRequest> {

        @Override
        public boolean isValid(VerifyRequest request, ConstraintValidatorContext context) {
            if ((request.code() == null) != (request.recoveryCode() == null)) {
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
