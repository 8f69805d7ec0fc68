"""Make its tables and one survey: the questions of K1 on one page. Prints the survey's address.

python -m tests.bench.survey_app.seed < questions.json
"""

import json
import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from survey.models import Question, Survey

    call_command("migrate", verbosity=0, interactive=False)
    survey = Survey.objects.create(
        name="K1", description="K1", need_logged_user=False, display_method=Survey.ALL_IN_ONE_PAGE
    )
    for order, (text, choices) in enumerate(json.load(sys.stdin)):
        Question.objects.create(
            survey=survey,
            text=text,
            order=order,
            required=True,
            type=Question.RADIO,
            choices="|".join(choices),
        )
    print(json.dumps(survey.get_absolute_url()))


if __name__ == "__main__":
    main()
