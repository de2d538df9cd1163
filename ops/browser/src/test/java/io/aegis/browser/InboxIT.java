/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxIT extends DashboardTest {

    InboxIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    private Page inbox(String search) {
        Page page = workplace().window(product());
        page.navigate("/#/inbox?q=" + search);
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator(".rows .row");
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

    @Test
    void what_the_filters_show_is_saved_as_a_file() throws Exception {
        product().feedback("The lemur page is lovely");
        product().feedback("The invoice for the lemur is wrong");
        Page page = inbox("lemur&topic=Billing");
        assertThat(rows(page)).hasCount(1);

        Download file = page.waitForDownload(() -> page.getByText("CSV", new Page.GetByTextOptions().setExact(true))
                .click());

        assertThat(file.suggestedFilename()).isEqualTo("feedback.csv");
        assertThat(Files.readString(file.path()))
                .contains("The invoice for the lemur")
                .doesNotContain("lovely");
        page.context().close();
    }

    @Test
    void what_others_do_shows_without_moving_what_one_reads() {
        String first =
                product().feedback("The menu is confusing, heron one").get("id").getAsString();
        Page page = inbox("heron");
        Page other = inbox("heron");
        assertThat(rows(page)).hasCount(1);

        product().feedback("The menu is confusing, heron two");

        assertThat(page.locator(".newcomers")).hasText("1 new");
        assertThat(rows(page)).hasCount(1);
        page.locator(".newcomers").click();
        assertThat(rows(page)).hasCount(2);

        other.locator("[data-row='" + first + "']").click();
        other.locator("#note").fill("explained");
        other.getByText("Resolve", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[data-row='" + first + "']")).containsText("Resolved");
        assertThat(rows(page)).hasCount(2);
        page.context().close();
        other.context().close();
    }

    @Test
    void markup_that_a_customer_wrote_is_text() {
        String text =
                "otter <script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'> <b>bold</b> claims";
        String id = product().feedback(text).get("id").getAsString();
        Page page = inbox("otter");
        rows(page).first().click();
        assertThat(page.locator(".detail .text")).hasText(text);
        assertThat(page.locator(".detail .verdict").first()).isVisible();
        for (String where :
                List.of("/#/reviews", "/#/inbox?status=all&id=" + id, "/#/inbox?q=%3Cscript%3Ealert(1)%3C/script%3E")) {
            page.navigate(where);
            page.locator("h1").waitFor();
        }
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(page.locator("main script, main img, main b")).hasCount(0);
        page.context().close();
    }

    @Test
    void a_text_that_the_llm_refused_says_so() throws Exception {
        String id = product()
                .feedback("The dosage in my order was wrong, quokka")
                .get("id")
                .getAsString();
        product().feedback("The colour of my order was wrong, quokka");
        Backstage.refuse(product(), id);
        Page page = inbox("quokka");
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("LLM refused")))
                .hasCount(1);
        page.locator("[data-row='" + id + "']").click();
        assertThat(page.locator(".detail-head")).containsText("LLM refused");
        assertThat(page.locator(".detail .facts")).containsText("as the LLM refused the text");
        page.context().close();
    }

    @Test
    void the_address_holds_what_is_shown() {
        product().feedback("Somebody hacked my account, ibex thief");
        product().feedback("Lovely ibex pictures, thank you");
        Page page = inbox("ibex");
        page.locator("select[name=urgent]").selectOption("true");
        assertThat(rows(page)).hasCount(1);
        rows(page).first().click();
        assertThat(page.locator(".detail .text")).containsText("thief");

        page.reload();

        assertThat(page.locator(".detail .text")).containsText("thief");
        assertThat(rows(page)).hasCount(1);
        assertThat(page.locator("select[name=urgent]")).hasValue("true");
        page.goBack();
        page.goBack();
        assertThat(rows(page)).hasCount(2);
        page.context().close();
    }

    @Test
    void older_rows_are_loaded_on_demand_and_none_twice() {
        IntStream.range(0, 120).forEach(i -> product().feedback("The lynx report is slow, number " + i));
        Page page = workplace().window(product(), 400, ColorScheme.DARK);
        page.navigate("/#/inbox?q=lynx");
        assertThat(rows(page)).hasCount(50);
        page.locator(".more").click();
        assertThat(rows(page)).hasCount(100);
        page.locator(".more").click();
        assertThat(rows(page)).hasCount(120);
        assertThat(page.locator(".more")).hasCount(0);
        assertThat((Integer) page.evaluate(
                        "new Set([...document.querySelectorAll('[data-row]')].map((row) => row.dataset.row)).size"))
                .isEqualTo(120);
        page.context().close();
    }

    @Test
    void the_first_view_is_small() {
        Page page = workplace().window(product());
        List<Response> responses = new ArrayList<>();
        page.onResponse(responses::add);
        page.navigate("/");
        page.locator(".tile").first().waitFor();
        long bytes = List.copyOf(responses).stream()
                .filter(response ->
                        response.url().contains("/assets/") || response.url().endsWith("/"))
                .mapToLong(response -> response.request().sizes().responseBodySize)
                .sum();
        assertThat(bytes).isBetween(1_000L, 300_000L);
        page.context().close();
    }
}
