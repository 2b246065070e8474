package io.gatehouse.web.console;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.administrator.AdministratorQuery.Order;
import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.FormValues;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The parameters of the list of administrators, as entered; malformed ones are ignored. */
public class AdministratorsForm {
    @QueryParam("query")
    String query;

    @QueryParam("role")
    String role;

    @QueryParam("state")
    String state;

    @QueryParam("order")
    String order;

    @QueryParam("after")
    UUID after;

    @QueryParam("before")
    UUID before;

    /** The orders to choose. */
    enum ListOrder {
        EMAIL(Order.EMAIL, false),
        NAME(Order.NAME, false),
        LATEST_SIGN_IN(Order.LAST_SIGN_IN, true),
        OLDEST_SIGN_IN(Order.LAST_SIGN_IN, false);

        private final Order order;
        private final boolean descending;

        ListOrder(Order order, boolean descending) {
            this.order = order;
            this.descending = descending;
        }
    }

    String query() {
        return FormValues.text(query);
    }

    String role() {
        return FormValues.constant(Role.values(), role).map(Enum::name).orElse("");
    }

    Optional<AccountState> state() {
        return FormValues.constant(AccountState.values(), state);
    }

    ListOrder order() {
        return FormValues.constant(ListOrder.values(), order).orElse(ListOrder.EMAIL);
    }

    AdministratorQuery criteria() {
        return new AdministratorQuery(
                query(), FormValues.constant(Role.values(), role), state(), order().order, order().descending);
    }

    Optional<Position> position() {
        return Optional.ofNullable(before)
                .map(id -> new Position(new AdministratorId(id), true))
                .or(() -> Optional.ofNullable(after).map(id -> new Position(new AdministratorId(id), false)));
    }

    /** Returns the list with that state as query parameters, from its first page on. */
    String list(Optional<AccountState> shown) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("query", query());
        values.put("role", role());
        values.put("state", shown.map(Enum::name).orElse(""));
        values.put("order", order() == ListOrder.EMAIL ? "" : order().name());
        return FormValues.query(values);
    }
}
