package io.gatehouse.web.signin;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Realm;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.Countries;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Renders the pages with a form for a phone number. */
@ApplicationScoped
public class NumberForms {
    private final Pages pages;
    private final RefusalProblems problems;
    private final PageRequest request;

    NumberForms(Pages pages, RefusalProblems problems, PageRequest request) {
        this.pages = pages;
        this.problems = problems;
        this.request = request;
    }

    /** The content of the fields. */
    public record NumberForm(List<Countries.Country> countries, TypedNumber typed, String hint, FormErrors errors) {}

    /** The page around the fields. */
    public interface NumberPage extends BiFunction<PageLayout, NumberForm, PageTemplate> {}

    /** Returns the form with that number to correct, or empty with the country that the browser's languages suggest. */
    public Response toCorrect(Realm realm, Optional<MobileNumber> number, NumberPage page) {
        TypedNumber typed = number.map(TypedNumber::of)
                .orElseGet(() -> new TypedNumber(
                        Countries.guess(realm.settings().sms(), request.acceptLanguage())
                                .orElse(""),
                        ""));
        return filled(realm, typed, page);
    }

    /** Returns the form filled with that number. */
    public Response filled(Realm realm, TypedNumber number, NumberPage page) {
        return show(200, realm, number, FormErrors.NONE, page);
    }

    /** Returns the form with the error of a missing number. */
    public Response missing(Realm realm, TypedNumber typed, NumberPage page) {
        return show(400, realm, typed, FormErrors.at("phone", messages(realm).missing()), page);
    }

    /** Returns the form with the refusal to send a code to the number. */
    public Response refused(Realm realm, TypedNumber typed, Refusal refusal, NumberPage page) {
        Problem problem = problems.of(refusal);
        FormErrors errors = FormErrors.at("phone", message(realm, typed, refusal, problem));
        return pages.refuse(problem, page.apply(pages.layout(realm), form(realm, typed, errors)));
    }

    private String message(Realm realm, TypedNumber typed, Refusal refusal, Problem problem) {
        PhoneMessages messages = messages(realm);
        if (refusal.reason() == Reason.PHONE_NOT_ALLOWED) {
            return Countries.ofTooShort(typed.phone(), typed.country())
                    .map(country -> messages.tooShort(Countries.name(country, request.language(realm))))
                    .or(() -> Countries.example(typed.country()).map(messages::refusedWithExample))
                    .orElseGet(messages::refused);
        }
        if (refusal.reason() == Reason.PHONE_DISPUTED) {
            return pages.messages(CodeMessages.class, realm)
                    .phoneDisputed(realm.settings().displayName());
        }
        return problem.retryAfter()
                .map(wait -> messages.tooSoon(Countdown.of(wait).text()))
                .orElseGet(messages::refused);
    }

    private Response show(int status, Realm realm, TypedNumber typed, FormErrors errors, NumberPage page) {
        return pages.show(status, page.apply(pages.layout(realm), form(realm, typed, errors)));
    }

    private NumberForm form(Realm realm, TypedNumber typed, FormErrors errors) {
        return new NumberForm(
                Countries.of(realm.settings().sms(), request.language(realm)), typed, hint(realm, typed), errors);
    }

    private String hint(Realm realm, TypedNumber typed) {
        PhoneMessages messages = messages(realm);
        return Countries.example(typed.country())
                .flatMap(national -> Countries.internationalExample(typed.country())
                        .map(international -> messages.numberHint(national, international)))
                .orElseGet(messages::internationalHint);
    }

    private PhoneMessages messages(Realm realm) {
        return pages.messages(PhoneMessages.class, realm);
    }
}
