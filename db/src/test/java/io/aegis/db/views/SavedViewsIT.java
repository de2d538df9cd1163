/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SavedViewsIT {

    private static TestSchema schema;
    private static SavedViews views;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        views = new SavedViews(schema.database(), UuidCreator::getTimeOrderedEpoch);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static Caller caller(String id) {
        return new Caller(id, Set.of(Role.AGENT));
    }

    private static SavedView saved(Caller owner, String name, boolean shared) throws Exception {
        return views.save(owner, name, "status=Open", shared, TestSchema.ample())
                .orElseThrow();
    }

    @Test
    void everybody_sees_the_own_views_and_those_that_are_shared() throws Exception {
        Caller ann = caller("ann");
        Caller bob = caller("bob");
        SavedView own = saved(ann, "Mine", false);
        SavedView shared = saved(ann, "Ours", true);
        assertThat(views.of(ann, TestSchema.ample())).containsExactly(own, shared);
        assertThat(views.of(bob, TestSchema.ample())).containsExactly(shared);
        assertThat(views.remove(own.id(), bob, true, TestSchema.ample())).isFalse();
        assertThat(views.remove(shared.id(), bob, false, TestSchema.ample())).isFalse();
        assertThat(views.remove(shared.id(), bob, true, TestSchema.ample())).isTrue();
        assertThat(views.remove(own.id(), ann, false, TestSchema.ample())).isTrue();
        assertThat(views.of(ann, TestSchema.ample())).isEmpty();
        assertThat(schema.value(
                        "SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log WHERE subject = '" + shared.id() + "'"))
                .isEqualTo("VIEW_SAVE,VIEW_REMOVE");
    }

    @Test
    void views_of_everybody_are_found_by_what_they_ask_for() throws Exception {
        SavedView wanted = views.save(caller("seeker"), "Zoo", "department=Zoo", false, TestSchema.ample())
                .orElseThrow();
        assertThat(views.having("department=", 10, TestSchema.ample())).containsExactly(wanted);
        assertThat(views.having("language=", 10, TestSchema.ample())).isEmpty();
    }

    @Test
    void a_view_of_the_same_name_takes_the_new_filter() throws Exception {
        Caller owner = caller("same");
        SavedView first = saved(owner, "Queue", false);
        SavedView second =
                views.save(owner, "Queue", "tag=vip", false, TestSchema.ample()).orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(views.of(owner, TestSchema.ample())).containsExactly(second);
        assertThat(second.filter()).isEqualTo("tag=vip");
    }

    @Test
    void views_are_not_too_many_and_not_too_long() throws Exception {
        Caller owner = caller("many");
        for (int i = 0; i < SavedViews.MOST; i++) {
            saved(owner, "view " + i, false);
        }
        assertThat(views.save(owner, "one more", "", false, TestSchema.ample())).isEmpty();
        assertThat(views.save(owner, "view 3", "q=x", false, TestSchema.ample()))
                .isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> saved(owner, " ", false));
        assertThatIllegalArgumentException().isThrownBy(() -> saved(owner, "x".repeat(65), false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> views.save(owner, "long", "x".repeat(1_001), false, TestSchema.ample()));
    }

    @Test
    void the_audit_log_says_what_a_view_shows_but_not_the_words_it_searches_for() throws Exception {
        Caller owner = caller("logged");
        SavedView view = views.save(owner, "Urgent", "status=Open&q=Ann+Miller", false, TestSchema.ample())
                .orElseThrow();
        views.save(owner, "Urgent", "status=Resolved&q=Ann", false, TestSchema.ample());

        String column = "SELECT %s FROM audit_log WHERE subject = '" + view.id() + "' ORDER BY id DESC LIMIT 1";
        assertThat(schema.value(column.formatted("before_value")))
                .contains("Urgent", "status=Open&q=#")
                .doesNotContain("Ann");
        assertThat(schema.value(column.formatted("after_value")))
                .contains("status=Resolved&q=#", "\"shared\":false")
                .doesNotContain("Ann");
    }
}
