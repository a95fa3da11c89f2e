package pl.chronobook.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;

/**
 * Counts how often a journey touches the screen: each tap on a link or a button, each
 * field that is typed in, and each file that is chosen. Typing itself does not count.
 */
final class Taps {

	private int count;

	void tap(Locator what) {
		this.count++;
		what.click();
	}

	void type(Locator field, String text) {
		tap(field);
		field.fill(text);
	}

	void choose(Locator field, FilePayload file) {
		this.count++;
		field.setInputFiles(file);
	}

	int count() {
		return this.count;
	}

}
