package broken.forecast.model;

import org.springframework.util.StringUtils;

class SpringyModel {

	boolean known(String text) {
		return StringUtils.hasText(text);
	}

}
