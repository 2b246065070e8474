package io.gatehouse.api;

import io.gatehouse.administration.Account;
import io.gatehouse.administration.AccountOutcome;
import io.gatehouse.administration.AccountOutcome.Conflict;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Says what became of a wish about an account, in the contract's words. */
final class AccountAnswers {
    private AccountAnswers() {}

    /** The account as it stands, with its version. */
    static Response of(Account account) {
        return with(Response.ok(), account).build();
    }

    /** The same, of an account that is done with as wished. */
    static Response of(AccountOutcome outcome) {
        return of(outcome, AccountAnswers::of);
    }

    static Response of(AccountOutcome outcome, Function<Account, Response> done) {
        return outcome.fold(
                done,
                current -> {
                    throw new ProblemException(Problem.of(
                                    ProblemCode.PRECONDITION_FAILED,
                                    "Compare yours with the current one, then try again.")
                            .withCurrent(AdministratorBody.current(current)));
                },
                conflict -> {
                    throw new ProblemException(problem(conflict));
                });
    }

    static Response.ResponseBuilder with(Response.ResponseBuilder answer, Account account) {
        return answer.entity(AdministratorBody.of(account))
                .header(HttpHeaders.ETAG, AdministratorBody.entityTag(account))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Problem problem(Conflict conflict) {
        return switch (conflict) {
            case EMAIL_TAKEN ->
                Problem.of(ProblemCode.CONFLICT, "Somebody else of the realm has this address.")
                        .withErrors(List.of(new Problem.FieldError(
                                "email", "taken", "Use another address, or look for the account that has it.")));
            case LAST_SYSTEM_ADMINISTRATOR ->
                Problem.of(
                        ProblemCode.CONFLICT,
                        "This is the last System Administrator who can sign in. Put another one in charge first.");
            case NOT_INVITED ->
                Problem.of(ProblemCode.CONFLICT, "Only somebody enabled and without a password can be invited again.");
        };
    }
}
