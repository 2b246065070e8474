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

/** A request body with either a code or a recovery code. */
@VerifyRequest.ExactlyOne
interface VerifyRequest {
    String code();

    String recoveryCode();

    /** Returns the result of the function for the code, or of that for the recovery code. */
    default <T> T verify(Function<String, T> byCode, Function<String, T> byRecoveryCode) {
        return code() == null ? byRecoveryCode.apply(recoveryCode()) : byCode.apply(TypedCode.withoutFillers(code()));
    }

    /** Requires exactly one of code and recovery code. */
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
