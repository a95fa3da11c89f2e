package pl.chronobook.transfer.format.pasted;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises names of authors, so that they are told from titles on either side of a
 * dash.
 */
final class PersonNames {

	private static final String NAME = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";

	/**
	 * Matches what may be names, not the rest of a title after a dash: „Wiedźmin –
	 * Ostatnie życzenie”, „Diuna – Tom II”.
	 */
	private static final Pattern POSSIBLE = Pattern
		.compile("(?!(?:Tom|Część|Księga|Cykl|Wydanie|Volume|Vol|Book|Part)(?!\\p{L})"
				+ "|(?:T|Cz|Vol|V|Ks|R|Nr|No)\\. ?(?:[IVXLC]+|[IVX][ivx]*)(?![\\p{L}.'’-]))" + NAME
				+ "(?:(?:, ?| (?:[&/] )?)(?:de|di|da|do|du|del|della|dos|das|van|von|zu|ten|ter|der|den|le|la|ibn|bin|al|el"
				+ "|y|i|oraz|and|und|et|" + NAME + ")){0,12}");

	private static final Pattern AND = Pattern.compile(" (?:i|oraz|and|und|et|y|[&/]) ");

	/** Begins titles with the names of their heroes, or about them: „Pan Tadeusz”. */
	private static final Pattern HERO = Pattern
		.compile("(?:Pan|Pani|Panna|Doktor|Dr|Król|Królowa|Święty|Święta|Mały|Mała|Wielki|Saga|Lady|Lord|Mr|Mrs|Miss"
				+ "|Kapitan|Ojciec|Matka|Siostra|Brat|Harry Potter|Percy Jackson|Sherlock Holmes|Anna Karenina"
				+ "|Robinson Crusoe|Tomek|Mikołajek|Adrian Mole|Dorian Gray|Don Kichote?|Don Quixote|Don Juan|Don Carlos"
				+ "|Jane Eyre|Peter Pan|Oliver Twist|David Copperfield|Mary Poppins|Robin Hood|Ben Hur|Tom Sawyer"
				+ "|Tom Jones|Martin Eden|Konrad Wallenrod|Maria Stuart|Nicholas Nickleby|Martin Chuzzlewit"
				+ "|Daniel Deronda|Adam Bede|Emma Bovary|Dziennik|Dzienniki|Pamiętnik|Pamiętniki|Życie|Historia|Dzieje"
				+ "|Listy|Przygody|Biografia|Tajemnica|Diary|Life|Letters)(?![\\p{L}.])");

	private static final Pattern INITIALS_AND_SURNAME = Pattern.compile("(?:\\p{Lu}\\.-?){1,3}\\p{Lu}\\p{L}+");

	private static final Pattern WORD_START = Pattern.compile("(?<!\\p{L})\\p{Ll}");

	/** Words of titles that names in small letters do not have. */
	private static final Pattern SMALL_WORD = Pattern.compile("(?<!\\p{L})(?:z|ze|w|we|na|o|od|po|za|u|nad|pod|dla|bez"
			+ "|przed|przy|się|nie|jest|to|the|of|in|an?|on|at|for|is)(?![\\p{L}.])");

	/** A king, as in „Ryszard III”. */
	private static final Pattern NUMBERED = Pattern.compile("\\p{Lu}\\p{L}+ [IVX]+");

	private static final int LONGEST = 150;

	private static final Pattern INITIAL = Pattern.compile("(?:^|[ ,.-])\\p{Lu}\\.");

	/** Endings of surnames that few other words have, except some adjectives. */
	private static final Pattern SURNAME = Pattern.compile(
			"(?!(?:Pol|(?:Nie)?Bo|Królew|Cesar|Pań|Rycer|Rzym|Francu|Angiel|Rosyj|Amerykań|Europej|Ziem|Niebie|Miej"
					+ "|Wiej|Mor|Diabel|Aniel|Wło|Żydow|Słowiań|Ślą|Mę|Żeń)(?:ski|ska)$|(?:Niemie|Gre|Ture|Szlache|Litera)"
					+ "(?:cki|cka)$)\\p{L}{2,}(?:ski|ska|cki|cka|wicz|czyk|czak|szczak|enko|ović|ević|sson)");

	/**
	 * First names, in lower case, of authors whom readers in Poland have on their lists.
	 */
	private static final Set<String> FIRST_NAMES = Set.copyOf(
			List.of("""
					adam adrian agata agatha agnieszka alan albert aldous aleksander aleksandra aleksandr alice alicja amelia
					ana andre andrew andrzej andy angela ann anna anne annie anthony antoine anton antoni antonina arkady
					arthur artur astrid barbara bartosz beata ben benedict bernard bohumil bolesław boris brandon brian bruno
					bruce camilla carl carlos caroline catherine cecelia charles charlie charlotte chris christian christine
					christopher clive colleen czesław dan daniel danuta david dariusz deborah diana diane dmitry dominik don
					donna dorota douglas edgar edith edward elena eliza elizabeth elżbieta emil emilia emily eric erich
					ernest estera eva ewa fiodor filip frank franz frederick friedrich fyodor gabriel george georges gerald
					gillian graham grażyna greg grzegorz günter gustaw gustave halina han hanna harlan haruki hector heather
					helen helena henning henry henryk herman hermann honoré hugh ian ignacy ildefonso ilona immanuel irena
					irvin isaac isabel italo ivan iwan iwona izabela jack jacek jakub james jamie jan jane janina janusz jarosław
					jean jeff jeffrey jennifer jeremy jerzy jessica joan joanna joanne joe john jon jonathan jorge josé
					joseph józef juan julia julian julie juliusz justyna kamil karel karen karol karolina katarzyna kate
					katherine kathryn kazimierz kazuo ken kevin khaled konrad kornel kristin krystyna krzysztof kurt larry
					laura lauren lee leon leopold lech leszek lew lewis liane lidia lisa liz louis louise lucinda lucy
					ludwig łukasz maciej magda magdalena małgorzata marcel marcin marek margaret maria mariusz marian mario
					mark marta martha martin martyna mary mateusz matt matthew maurice max melissa michael michaił michał
					michel miguel mika mikhail mikołaj milan milena miranda mirosław monika nadia naomi natalia neil nicholas
					nicola nicolas nicole nikolai nora norman olga oliver oscar oskar orson otto paolo patrick patrycja patti
					paul paula paulina paulo paweł penelope peter phil philip philippa pierre piotr primo rachel radek rafał
					ray raymond rebecca renata ricardo richard rick rob robert robin roald roger ron ronald rosamund
					ruta ryszard sally salman sam samantha samuel sandra sara sarah scott sebastian seweryn sigmund simon
					simone siri sławomir sofia sofja stanisław stanislaw stefan stefania stella stephen stephenie steve steven
					stieg sue susan susanna suzanne svetlana swietłana sylwia szczepan szymon tadeusz taylor ted teresa
					terry thomas tim tom tomasz toni tove truman umberto ursula urszula victor victoria viktor virginia
					vladimir waldemar walter wanda wiesław wiktor wilhelm william winston wisława witold władysław włodzimierz
					wojciech yuval zadie zbigniew zofia zośka zuzanna zygmunt żanna
					"""
				.strip()
				.split("\\s+")));

	private PersonNames() {
	}

	/** Returns whether a text may be names of authors by its capital letters. */
	static boolean isPossible(String text) {
		return POSSIBLE.matcher(text).matches();
	}

	/**
	 * Returns whether a text is the names of authors beyond doubt: all of them have
	 * several words, and there is a common first name, an initial or the ending of a
	 * surname. Texts without capital letters count, too, because people type so on a
	 * phone, if every name begins with a first name.
	 */
	static boolean isCertain(String text) {
		if (text.length() > LONGEST) {
			return false;
		}
		boolean small = text.equals(text.toLowerCase(Locale.ROOT));
		if (small) {
			return !SMALL_WORD.matcher(text).find() && AND.splitAsStream(text).allMatch(PersonNames::isSmallName);
		}
		return isPossible(text) && !HERO.matcher(text).lookingAt()
				&& AND.splitAsStream(text).allMatch(PersonNames::isFullName);
	}

	private static boolean isSmallName(String name) {
		String names = capitalised(name);
		return isPossible(names) && !HERO.matcher(names).lookingAt()
				&& (INITIAL.matcher(names).lookingAt() || isFirstName(names.split("[ ,]+", 2)[0])) && isFullName(names);
	}

	private static boolean isFullName(String name) {
		List<String> words = List.of(name.split("[ ,]+"));
		if (words.size() < 2) {
			return INITIALS_AND_SURNAME.matcher(name).matches();
		}
		if (INITIAL.matcher(name).find()) {
			return true;
		}
		if (NUMBERED.matcher(name).matches()) {
			return false;
		}
		boolean lastMayBeFirst = words.size() == 2 || name.indexOf(',') > 0;
		return (lastMayBeFirst ? words : words.subList(0, words.size() - 1)).stream().anyMatch(PersonNames::isFirstName)
				|| SURNAME.matcher(words.getLast()).matches();
	}

	private static boolean isFirstName(String word) {
		return FIRST_NAMES.contains(word.toLowerCase(Locale.ROOT));
	}

	private static String capitalised(String text) {
		return WORD_START.matcher(text).replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
	}

}
