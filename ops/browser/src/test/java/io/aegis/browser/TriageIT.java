/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts are resolved, assigned, tagged and put aside, one by one and many at once. */
class TriageIT extends InboxFixture {

    TriageIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    @Test
    void ten_texts_are_triaged_by_keyboard_alone() {
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(i -> product()
                        .feedback("The invoice is wrong, badger case " + i)
                        .get("id")
                        .getAsString())
                .toList();
        Page page = inbox("badger");
        assertThat(rows(page)).hasCount(10);
        page.keyboard().press("j");
        page.keyboard().press("n");
        page.keyboard().type("refunded by keyboard");
        page.keyboard().press("Escape");
        for (int left = 9; left >= 0; left--) {
            page.keyboard().press("e");
            assertThat(rows(page)).hasCount(left);
        }
        assertThat(page.locator(".rows")).containsText("Nothing matches");
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                product().get("/feedback/" + id).get("status").getAsString())
                        .isEqualTo("Resolved"));
        assertThat(product()
                        .get("/feedback/" + ids.getLast())
                        .get("resolution_note")
                        .getAsString())
                .isEqualTo("refunded by keyboard");

        page.keyboard().press("z");

        assertThat(rows(page)).hasCount(1);
        assertThat(product().get("/feedback/" + ids.getFirst()).get("status").getAsString())
                .isEqualTo("Open");
        page.context().close();
    }

    @Test
    void a_text_is_taken_tagged_noted_and_put_aside_by_keyboard() {
        String id =
                product().feedback("The pangolin parcel never came").get("id").getAsString();
        Page page = inbox("pangolin");
        assertThat(rows(page)).hasCount(1);
        page.keyboard().press("j");
        Locator panel = page.locator(".triage");
        assertThat(panel.locator("#assign-to")).hasValue("");
        page.keyboard().press("a");
        assertThat(panel.locator("#assign-to")).hasValue("bootstrap");
        assertThat(rows(page)).containsText("@ bootstrap");
        page.keyboard().press("t");
        page.keyboard().type("Lost Parcel");
        page.keyboard().press("Enter");
        assertThat(rows(page)).containsText("# lost-parcel");
        page.keyboard().press("Escape");
        page.keyboard().press("m");
        page.keyboard().type("<img src=x onerror=alert(1)> called her");
        panel.getByText("Add the note").click();
        assertThat(panel.locator(".note-text")).hasText("<img src=x onerror=alert(1)> called her");
        assertThat(panel.locator("img")).hasCount(0);
        panel.locator("#snooze").selectOption("3");
        assertThat(panel).containsText("until it comes again");
        panel.getByText("Who did what").click();
        assertThat(panel.locator(".history li")).hasCount(4);
        page.reload();
        assertThat(page.locator(".rows")).containsText("Nothing matches");
        page.navigate("/#/inbox?q=pangolin&snoozed=true&tag=lost-parcel&assigned=bootstrap");
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).hasAttribute("data-row", id);
        page.context().close();
    }

    @Test
    void many_texts_are_tagged_at_once_and_it_is_taken_back() {
        product().feedback("The first stoat parcel got lost");
        product().feedback("The second stoat parcel got lost");
        Page page = inbox("stoat");
        assertThat(rows(page)).hasCount(2);
        Locator bulk = page.locator(".bulk");
        bulk.locator("summary").click();
        bulk.locator("select").selectOption("3");
        bulk.locator("input[type=text]").fill("stoats");
        bulk.getByText("All that match").click();
        assertThat(page.locator("dialog")).containsText("Add the tag stoats: 2 texts");
        page.locator("dialog .danger").click();
        assertThat(page.locator(".rows").getByText("# stoats")).hasCount(2);
        page.getByText("Undo").first().click();
        assertThat(page.locator(".rows").getByText("# stoats")).hasCount(0);
        page.locator(".views summary").click();
        page.locator(".views input[type=text]").fill("Stoats");
        page.locator(".views")
                .getByText("Save", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("nav .view")).hasText("Stoats×");
        page.navigate("/#/groups");
        page.locator("nav .view a").click();
        assertThat(rows(page)).hasCount(2);
        page.locator("nav .view button").click();
        assertThat(page.locator("nav .view")).hasCount(0);
        page.context().close();
    }

    @Test
    void texts_are_selected_by_checkbox_and_by_keyboard_and_only_those_are_changed() {
        for (int number = 0; number < 5; number++) {
            product().feedback("The capybara parcel number " + number + " got lost");
        }
        Page page = inbox("capybara");
        assertThat(rows(page)).hasCount(5);
        Locator boxes = page.locator(".row-pick input");
        Locator bulk = page.locator(".bulk");
        boxes.nth(1).click();
        boxes.nth(3).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(bulk).containsText("3 texts selected");
        bulk.getByText("Clear").click();
        assertThat(bulk).not().containsText("selected.");
        page.keyboard().press("j");
        page.keyboard().press("Shift+J");
        assertThat(bulk).containsText("2 texts selected");
        assertThat(boxes.nth(1)).isChecked();
        page.keyboard().press("Shift+A");
        assertThat(bulk).containsText("5 texts selected");
        assertThat(bulk.getByLabel("All shown")).isChecked();
        page.keyboard().press("x");
        assertThat(bulk).containsText("4 texts selected");
        Shots.take(page, "inbox-selected", 1440, ColorScheme.LIGHT);
        bulk.locator("select").selectOption("0");
        bulk.getByText("The selected").click();
        assertThat(page.locator("dialog")).containsText("Resolve them: 4 texts");
        page.locator("dialog .danger").click();
        assertThat(rows(page)).hasCount(1);
        page.getByText("Undo").first().click();
        assertThat(rows(page)).hasCount(5);
        page.context().close();
    }
}
