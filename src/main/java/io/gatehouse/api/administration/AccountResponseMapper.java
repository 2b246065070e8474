package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountChanges.Conflict;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Maps accounts and the outcomes of their changes to responses. */
final class AccountResponseMapper {
    private AccountResponseMapper() {}

    /** Returns the account with its version. */
    static RestResponse<AdministratorBody> of(Account account) {
        return with(RestResponse.ResponseBuilder.ok(), account);
    }

    /**
     * Returns the changed account with its version.
     *
     * @throws ProblemException if it was not changed
     */
    static RestResponse<AdministratorBody> of(AccountChanges.Outcome outcome) {
        return of(changed(outcome));
    }

    /**
     * Returns the created account, with its version and address.
     *
     * @throws ProblemException if it was not created
     */
    static RestResponse<AdministratorBody> created(AccountChanges.Outcome outcome, Function<Account, URI> address) {
        Account account = changed(outcome);
        return with(RestResponse.ResponseBuilder.created(address.apply(account)), account);
    }

    /**
     * Returns the changed account.
     *
     * @throws ProblemException if it was not changed
     */
    static Account changed(AccountChanges.Outcome outcome) {
        return outcome.fold(
                account -> account,
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

    private static RestResponse<AdministratorBody> with(
            RestResponse.ResponseBuilder<AdministratorBody> response, Account account) {
        return response.entity(AdministratorBody.of(account))
                .header(HttpHeaders.ETAG, AdministratorBody.entityTag(account))
                .build();
    }

    private static Problem problem(Conflict conflict) {
        return switch (conflict) {
            case EMAIL_TAKEN ->
                Problem.of(ProblemCode.CONFLICT, "Another account of the realm has this address.")
                        .withErrors(List.of(new Problem.FieldError(
                                "email", "taken", "Use another address, or look for the account that has it.")));
            case LAST_SYSTEM_ADMINISTRATOR ->
                Problem.of(
                        ProblemCode.CONFLICT,
                        "This is the last System Administrator who can sign in. Appoint another one first.");
            case NOT_INVITED ->
                Problem.of(ProblemCode.CONFLICT, "Only an enabled account without a password can be invited again.");
        };
    }
}
