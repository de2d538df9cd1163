/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.feedback.Department;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DepartmentRoutingTest {

    private static final OwnDepartment LOGISTICS = new OwnDepartment("Logistics", "#0f766e");
    private static final OwnDepartment SHOPS = new OwnDepartment("Shops", "#7c3aed");
    private static final OwnDepartment IDLE = new OwnDepartment("Idle", "#000000");

    private static OwnTopic topic(int number, String department) {
        return new OwnTopic(number, "Topic " + number, "", "#336699", department, List.of(), List.of());
    }

    /** Topic 0 and 3 are of Logistics, 1 of Shops, 2 of nobody's list. */
    private static final DepartmentRouting ROUTING = new OwnTopics(
                    1,
                    List.of(topic(0, "Logistics"), topic(1, "Shops"), topic(2, "Elsewhere"), topic(3, "LOGISTICS")),
                    List.of(LOGISTICS, SHOPS, IDLE))
            .routing();

    @Test
    void without_departments_of_ones_own_nothing_changes() {
        DepartmentRouting routing = new OwnTopics(1, List.of(topic(0, "Logistics"))).routing();
        assertThat(routing.of(Department.FINANCE, 1)).isEqualTo("Customer Success - Finance");
        assertThat(routing.match("Customer Success - Finance")).contains(DepartmentMatch.of(Department.FINANCE));
        assertThat(routing.match("Logistics")).isEmpty();
        assertThat(routing.names()).hasSize(5);
    }

    @Test
    void a_topic_takes_feedback_to_its_department_unless_it_is_about_security() {
        assertThat(ROUTING.of(Department.SUPPORT, 0b0001)).isEqualTo("Logistics");
        assertThat(ROUTING.of(Department.SUPPORT, 0b1000)).isEqualTo("Logistics");
        assertThat(ROUTING.of(Department.FINANCE, 0b0110)).isEqualTo("Shops");
        assertThat(ROUTING.of(Department.FINANCE, 0b0011)).isEqualTo("Logistics");
        assertThat(ROUTING.of(Department.FINANCE, 0b0100)).isEqualTo("Customer Success - Finance");
        assertThat(ROUTING.of(Department.INFOSEC, 0b0001)).isEqualTo("InfoSec - Priority");
    }

    @Test
    void a_match_is_true_of_the_rows_that_go_there_and_of_no_others() {
        for (String name : ROUTING.names()) {
            DepartmentMatch match = ROUTING.match(name).orElseThrow();
            for (Department builtIn : Department.values()) {
                for (long bits = 0; bits < 16; bits++) {
                    boolean matches = match.builtIn()
                                    .map(builtIn::equals)
                                    .orElse(builtIn != Department.INFOSEC && (match.anyOf() & bits) != 0)
                            && (match.noneOf() & bits) == 0;
                    assertThat(matches)
                            .as("%s %s %d", name, builtIn, bits)
                            .isEqualTo(ROUTING.of(builtIn, bits).equals(name));
                }
            }
        }
        assertThat(ROUTING.match("logistics")).isEqualTo(ROUTING.match("Logistics"));
        assertThat(ROUTING.match("Nobody")).isEqualTo(Optional.empty());
    }

    @Test
    void totals_name_every_department() {
        Map<String, Long> totals = ROUTING.totals(Map.of(
                new RowDestination(Department.SUPPORT, 0), 3L,
                new RowDestination(Department.SUPPORT, 1), 4L,
                new RowDestination(Department.FINANCE, 9), 5L));
        assertThat(totals)
                .containsEntry("Customer Support - Triage", 3L)
                .containsEntry("Logistics", 9L)
                .containsEntry("Idle", 0L)
                .hasSize(8);
        assertThat(totals.keySet()).containsExactlyElementsOf(ROUTING.names());
    }

    @Test
    void bounds_are_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnDepartment("", "#000000"));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnDepartment(" A", "#000000"));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnDepartment("engineering - core", "#000000"));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnDepartment("A", "red"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OwnTopics(1, List.of(), Collections.nCopies(2, LOGISTICS)));
        List<OwnDepartment> many = IntStream.range(0, 41)
                .mapToObj(number -> new OwnDepartment("D" + number, "#000000"))
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnTopics(1, List.of(), many));
    }
}
