package pl.chronobook.identity.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import pl.chronobook.identity.Browser;
import pl.chronobook.identity.Browser.Page;
import pl.chronobook.identity.IdentityIntegrationTest;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.Readers;

import static org.assertj.core.api.Assertions.assertThat;

@IdentityIntegrationTest
class AccountTests {

	private static final String PASSWORD = "lubię stare mapy i herbatę";

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Readers readers;

	private final String email = UUID.randomUUID() + "@example.org";

	private Browser browser;

	@BeforeEach
	void register() {
		this.browser = new Browser(this.environment);
		assertThat(this.browser.register(this.email, PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void accountPageShowsTheAddressAndTheDayOfRegistration() {
		this.jdbc.sql("UPDATE users SET created_at = '2026-03-14T23:30:00Z' WHERE email = :email")
			.param("email", this.email)
			.update();
		assertThat(this.browser.open("/account").text()).contains(this.email, "15 marca 2026");
	}

	@Test
	void timeZoneIsShownInPolishAndCanBeChanged() {
		Page page = this.browser.open("/account");
		assertThat(page.text()).contains("<option value=\"Europe/Warsaw\" selected=\"selected\">Warszawa</option>",
				"<optgroup label=\"Ameryka\">", "Nowy Jork");
		assertThat(this.browser.submit(page, "/account/settings", "zone", "America/New_York", "hours", "0").location())
			.isEqualTo("/account");
		assertThat(this.readers.get(reader()).zone()).hasToString("America/New_York");
		assertThat(this.browser.open("/account").text())
			.contains("<option value=\"America/New_York\" selected=\"selected\">Nowy Jork</option>");
	}

	@Test
	void aZoneThatDoesNotExistIsRefused() {
		Page page = this.browser.submit(this.browser.open("/account"), "/account/settings", "zone", "Mars/Olympus",
				"hours", "2");
		assertThat(page.location()).isEqualTo("/account");
		assertThat(this.browser.open("/account").text()).contains("Nie znamy takiej strefy.",
				"<option value=\"2\" selected=\"selected\">");
		assertThat(this.readers.get(reader()).zone()).hasToString("Europe/Warsaw");
	}

	@Test
	void endOfTheDayCanBeSetAfterMidnight() {
		Page page = this.browser.open("/account");
		assertThat(this.browser.submit(page, "/account/settings", "zone", "Europe/Warsaw", "hours", "4").location())
			.isEqualTo("/account");
		assertThat(this.readers.get(reader()).dayOf(Instant.parse("2027-03-14T02:59:59Z"))).isEqualTo("2027-03-13");
		assertThat(this.readers.get(reader()).dayOf(Instant.parse("2027-03-14T03:00:00Z"))).isEqualTo("2027-03-14");
		assertThat(this.browser.open("/account").text())
			.contains("<option value=\"4\" selected=\"selected\">4:00</option>");
		this.browser.submit(page, "/account/settings", "zone", "Europe/Warsaw", "hours", "7");
		assertThat(this.browser.open("/account").text()).contains("Wybierz godzinę z listy.");
	}

	@Test
	void getRequestForAFormsAddressRedirectsToItsPage() {
		for (String form : List.of("/account/settings", "/account/password", "/account/sessions/end-others")) {
			assertThat(this.browser.open(form).location()).isEqualTo("/account");
		}
	}

	@Test
	void unsavedSettingStaysTheDefault() {
		this.browser.submit(this.browser.open("/account"), "/account/settings", "zone", "Europe/Warsaw", "hours", "3");
		assertThat(this.readers.settings(reader()).zoneChosen()).isFalse();
		assertThat(this.readers.settings(reader()).dayEndChosen()).isTrue();
	}

	@Test
	void timeZoneWithoutACityStaysSelected() {
		this.browser.submit(this.browser.open("/account"), "/account/settings", "zone", "UTC", "hours", "0");
		assertThat(this.browser.open("/account").text()).contains("<optgroup label=\"Wybrana teraz\">",
				"<optgroup label=\"Ocean Indyjski\">", "selected=\"selected\">UTC</option>");
	}

	@Test
	void changingThePasswordRequiresTheCurrentOne() {
		Page page = this.browser.submit(this.browser.open("/account"), "/account/password", "current", "nie to",
				"password", "zupełnie inne słowa tutaj");
		assertThat(page.location()).isEqualTo("/account");
		assertThat(count("""
				SELECT count(*) FROM spring_session_attributes
				WHERE position('zupełnie inne'::bytea IN attribute_bytes) > 0 AND ? <> ''""", this.email)).isZero();
		assertThat(this.browser.open("/account").text())
			.contains("To nie jest Twoje obecne hasło.", "<details open=\"open\">",
					"aria-describedby=\"current-error\"")
			.doesNotContain("zupełnie inne");
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(302);
	}

	@Test
	void aWeakNewPasswordIsRefused() {
		Page page = this.browser.submit(this.browser.open("/account"), "/account/password", "current", PASSWORD,
				"password", "polska123456");
		assertThat(page.location()).isEqualTo("/account");
		assertThat(this.browser.open("/account").text()).contains("To hasło łatwo odgadnąć");
	}

	@Test
	void guessingTheCurrentPasswordIsThrottled() {
		Page form = this.browser.open("/account");
		for (int i = 0; i < 10; i++) {
			assertThat(this.browser.submit(form, "/account/delete", "password", "nie " + i).status()).isEqualTo(422);
		}
		Page password = this.browser.submit(form, "/account/password", "current", PASSWORD, "password",
				"zupełnie inne słowa tutaj");
		assertThat(password.location()).isEqualTo("/account");
		assertThat(this.browser.open("/account").text()).contains("Za dużo prób.");
		assertThat(this.browser.submit(form, "/account/delete", "password", PASSWORD).status()).isEqualTo(429);
	}

	@Test
	void deletionPageListsTheDataAndOffersTheExport() {
		assertThat(this.browser.open("/account/delete").text()).contains("Znikną na zawsze",
				"href=\"/transfer/export.zip\"", "name=\"password\"");
	}

	@Test
	void deletionRequiresThePassword() {
		Page page = this.browser.submit(this.browser.open("/account/delete"), "/account/delete", "password", "nie to");
		assertThat(page.status()).isEqualTo(422);
		assertThat(page.text()).contains("Konto jest nietknięte.", "id=\"password-error\"",
				"aria-invalid=\"true\" aria-describedby=\"password-error\"");
		assertThat(this.browser.signedIn()).isTrue();
	}

	@Test
	void deletionRemovesAllRowsOfTheReader() {
		ReaderId reader = reader();
		addBooks(reader);
		Browser other = new Browser(this.environment);
		other.logIn(this.email, "nie to");
		other.logIn(this.email, PASSWORD);
		new Browser(this.environment).logIn(this.email, "nie to");
		Map<String, Long> before = rowsOf(reader);
		assertThat(before.values()).as("%s", before).allMatch((rows) -> rows > 0);
		Page page = this.browser.submit(this.browser.open("/account/delete"), "/account/delete", "password", PASSWORD);
		assertThat(page.location()).isEqualTo("/?goodbye");
		assertThat(this.browser.open("/?goodbye").text()).contains("Konto i wszystkie dane zostały usunięte.");
		Map<String, Long> after = rowsOf(reader);
		assertThat(after.values()).as("%s", after).allMatch((rows) -> rows == 0);
		assertThat(this.browser.signedIn()).isFalse();
		assertThat(other.signedIn()).isFalse();
		assertThat(new Browser(this.environment).logIn(this.email, PASSWORD).status()).isEqualTo(422);
		assertThat(new Browser(this.environment).register(this.email, PASSWORD).status())
			.as("the address is free again")
			.isEqualTo(302);
	}

	@Test
	void everyForeignKeyToUsersCascadesOnDelete() {
		List<String> rules = this.jdbc.sql("""
				SELECT conrelid::regclass || ' ' || confdeltype::text FROM pg_constraint
				WHERE contype = 'f' AND confrelid = 'users'::regclass""").query(String.class).list();
		assertThat(rules).isNotEmpty().allMatch((rule) -> rule.endsWith(" c"));
	}

	@Test
	void deletionKeepsTheDataOfOtherReaders() {
		Browser other = new Browser(this.environment);
		other.register("inny-" + this.email, PASSWORD);
		this.browser.submit(this.browser.open("/account/delete"), "/account/delete", "password", PASSWORD);
		assertThat(other.signedIn()).isTrue();
	}

	@Test
	void demoAccountIsDeletedWithoutAPassword() {
		Browser demo = new Browser(this.environment);
		assertThat(demo.submit(demo.open("/login"), "/demo").location()).isEqualTo("/");
		assertThat(demo.open("/account").text()).contains("To konto demo")
			.doesNotContain("demo.invalid", "action=\"/account/password\"");
		Page deletion = demo.open("/account/delete");
		assertThat(deletion.text()).doesNotContain("type=\"password\"");
		assertThat(demo.submit(deletion, "/account/delete").location()).isEqualTo("/?goodbye");
		assertThat(demo.signedIn()).isFalse();
	}

	@Test
	void demoReaderCanRegisterAnAccount() {
		Browser demo = new Browser(this.environment);
		demo.submit(demo.open("/login"), "/demo");
		String session = demo.cookie("chronobook").orElseThrow().getValue();
		assertThat(demo.register("wlasne-" + this.email, PASSWORD).location()).isEqualTo("/");
		assertThat(demo.open("/account").text()).contains("wlasne-" + this.email);
		assertThat(new Browser(this.environment).open("/account", "Cookie", "chronobook=" + session).status())
			.isEqualTo(302);
	}

	@Test
	void throttledAddressGetsNoDemo() {
		Browser demo = new Browser(this.environment);
		Page form = demo.open("/login");
		for (int i = 0; i < 20; i++) {
			demo.submit(form, "/login", "email", i + "-" + this.email, "password", "nie to");
		}
		Page page = demo.submit(form, "/demo");
		assertThat(page.status()).isEqualTo(429);
		assertThat(page.text()).contains("Chwila przerwy", "Za dużo prób. Spróbuj ponownie za 1 minutę.");
		assertThat(demo.signedIn()).isFalse();
	}

	private ReaderId reader() {
		return new ReaderId(this.jdbc.sql("SELECT user_id FROM users WHERE email = :email")
			.param("email", this.email)
			.query(UUID.class)
			.single());
	}

	private void addBooks(ReaderId reader) {
		UUID book = this.jdbc
			.sql("INSERT INTO books (title, author, owner_id) VALUES ('Lalka', 'Bolesław Prus', ?) RETURNING book_id")
			.param(reader.value())
			.query(UUID.class)
			.single();
		UUID entry = this.jdbc
			.sql("INSERT INTO user_tbr_list (user_id, book_id, position) VALUES (?, ?, 1) RETURNING tbr_id")
			.params(reader.value(), book)
			.query(UUID.class)
			.single();
		this.jdbc.sql("""
				INSERT INTO reading_sessions (tbr_id, user_id, start_time, end_time, pages_read)
				VALUES (?, ?, '2026-01-01T20:00Z', '2026-01-01T21:00Z', 30)""").params(entry, reader.value()).update();
	}

	private Map<String, Long> rowsOf(ReaderId reader) {
		String id = reader.value().toString();
		return Map.of("users", count("SELECT count(*) FROM users WHERE user_id::text = ?", id), "books",
				count("SELECT count(*) FROM books WHERE owner_id::text = ?", id), "user_tbr_list",
				count("SELECT count(*) FROM user_tbr_list WHERE user_id::text = ?", id), "reading_sessions",
				count("SELECT count(*) FROM reading_sessions WHERE user_id::text = ?", id), "spring_session",
				count("SELECT count(*) FROM spring_session WHERE principal_name = ?", id), "login_throttle",
				count("SELECT count(*) FROM login_throttle WHERE id LIKE ?", "%" + this.email + "%"));
	}

	private long count(String sql, String parameter) {
		return this.jdbc.sql(sql).param(parameter).query(Long.class).single();
	}

}
