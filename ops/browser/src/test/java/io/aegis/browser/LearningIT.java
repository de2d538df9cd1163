/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.aegis.testing.Await;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What people teach it: examples of a topic, and decided reviews. */
class LearningIT extends DashboardTest {

    private static final Pattern DECIDED = Pattern.compile("(\\d+) of them decided by people");

    LearningIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    @Test
    void a_topic_of_five_examples_is_tried_saved_and_filled_by_texts_like_them() {
        Page page = workplace().window(product(), 1280, ColorScheme.LIGHT);
        page.navigate("/#/settings");
        page.locator("main").getByText("Add a topic").click();
        page.locator("#topic-name").fill("Lost luggage");
        page.locator("#topic-examples")
                .fill(
                        "My suitcase did not arrive at the airport\nYou lost my luggage on the flight\n"
                                + "My bag was not on the carousel\nThe airline cannot find my suitcase\nWhere is my checked baggage?");
        page.locator("main").getByText("Preview", exactly()).click();
        assertThat(page.locator(".topic-preview")).containsText("by the job own-topics");
        page.locator("main").getByText("Save", exactly()).click();
        assertThat(page.locator("[data-topic='Lost luggage']")).containsText("5 examples");

        product().feedback("The airline lost my suitcase and nobody knows where it is");
        product().feedback("The pancakes in the lounge were delicious");
        product().run("feedback-embed");
        product().run("own-topics");
        page.navigate("/#/inbox?status=all&own_topic=Lost%20luggage");
        assertThat(page.locator(".rows .row")).hasCount(1);
        assertThat(page.locator(".rows .row .row-text")).containsText("lost my suitcase");

        page.navigate("/#/settings");
        page.getByLabel("Remove Lost luggage").click();
        page.locator("dialog .button.danger").click();
        page.locator("dialog", new Page.LocatorOptions().setHasText("It is in use"))
                .locator(".button.danger")
                .click();
        assertThat(page.locator("[data-topic='Lost luggage']")).hasCount(0);
        page.context().close();
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    @Test
    void decided_reviews_are_labels_of_the_next_training() {
        int before = decidedByPeople();
        for (int i = 0; i < 30; i++) {
            String id = product()
                    .feedback("Someone logged into my account without my permission, please look, okapi " + i)
                    .get("id")
                    .getAsString();
            // A verdict that was late opens its review a moment after the answer.
            Await.until(
                    "its review is open",
                    () -> product().get("/admin/reviews?limit=10").toString().contains(id));
            product().send("POST", "/admin/reviews/" + id, "{\"decision\": \"custom\", \"topics\": [\"Technical\"]}");
        }
        Assertions.assertThat(decidedByPeople()).isEqualTo(before + 30);
    }

    /** As the page of jobs tells it. */
    private int decidedByPeople() {
        product().run("feedback-embed");
        product().run("feedback-train");
        Page page = workplace().window(product(), 1280, ColorScheme.DARK);
        page.navigate("/#/jobs?job=feedback-train");
        Locator newest = page.locator("td.grow").first();
        assertThat(newest).containsText(DECIDED);
        Matcher told = DECIDED.matcher(newest.textContent());
        Assertions.assertThat(told.find()).isTrue();
        page.context().close();
        return Integer.parseInt(told.group(1));
    }
}
