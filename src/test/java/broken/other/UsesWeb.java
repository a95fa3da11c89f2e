package broken.other;

import broken.shelf.web.UsedForm;

class UsesWeb {

	String text(UsedForm form) {
		return form.text();
	}

}
