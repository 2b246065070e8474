package io.gatehouse.administration.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Escaping of cells that a spreadsheet would run as formulas. */
class AuditExportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49",
                "-1",
                "@SUM(A1)",
                "|cmd",
                "%x",
                "\t=1",
                "\r=1",
                " =1",
                "\u00A0=1",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "=1\n2"
            })
    void a_formula_becomes_text(String formula) {
        assertThat(AuditExport.withoutFormula(formula)).isEqualTo("'" + formula);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIGNED_IN", "2001:db8::1", "Mozilla/5.0 (X11; Linux x86_64)", "a=b", "'=1"})
    void other_text_is_left_as_it_is(String text) {
        assertThat(AuditExport.withoutFormula(text)).isEqualTo(text);
    }
}
