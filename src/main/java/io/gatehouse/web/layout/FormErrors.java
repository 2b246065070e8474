package io.gatehouse.web.layout;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a form, field by field, in the reader's language. */
public record FormErrors(List<FieldError> all) {
    public static final FormErrors NONE = new FormErrors(List.of());

    /** One message at one field, named by its id. */
    record FieldError(String field, String message) {}

    public static FormErrors at(String field, String message) {
        return new FormErrors(List.of(new FieldError(field, message)));
    }

    public FormErrors and(String field, String message) {
        List<FieldError> more = new ArrayList<>(all);
        more.add(new FieldError(field, message));
        return new FormErrors(List.copyOf(more));
    }

    public boolean any() {
        return !all.isEmpty();
    }

    public boolean has(String field) {
        return all.stream().anyMatch(error -> error.field().equals(field));
    }

    /** The field's message; there must be one. */
    public String of(String field) {
        return all.stream()
                .filter(error -> error.field().equals(field))
                .findFirst()
                .orElseThrow()
                .message();
    }
}
