package io.gatehouse.api.support;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requires the text to have the format; null is valid. */
@Constraint(validatedBy = Format.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Format {
    TextFormat value();

    /** Unused: each format has its own message. */
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates a text by its format. */
    class Validator implements ConstraintValidator<Format, String> {
        private TextFormat format;

        @Override
        public void initialize(Format constraint) {
            format = constraint.value();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null || format.accepts(text)) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(format.advice()).addConstraintViolation();
            return false;
        }
    }
}
